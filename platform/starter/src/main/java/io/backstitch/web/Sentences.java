package io.backstitch.web;

/** What we say of a failure of which only the status may be told: never a library's words, and nothing of the request. */
final class Sentences {

    private Sentences() {}

    static String of(int status) {
        return switch (status) {
            case 400 -> "This is no request that we can read: correct its address and its headers, and keep them short";
            case 404 -> "There is nothing at this path; the description of the API says what is where";
            case 405 -> "This path does not take this method; the header Allow says which it takes";
            case 406 -> "We cannot answer in a form that the header Accept allows; leave the header out";
            case 408 -> "The request must arrive in time; nothing was stored";
            case 413 -> "The body is larger than this door allows; nothing was stored";
            case 414, 431 -> "The address or the headers are too long";
            case 415 ->
                "The body is of a content type that this door does not read; the description of the API says which it reads";
            case 503 -> "We cannot answer now; send the same request again in a moment";
            default ->
                status < 500
                        ? "The request cannot be granted as it is; the description of the API says what can"
                        : "We failed, and it is not your request's fault; our log says why";
        };
    }
}
