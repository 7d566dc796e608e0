package io.backstitch.stack.torture;

import java.util.List;

/** What customers are called, and in what they pay: names of many scripts, names that differ in signs only, currencies with all numbers of digits. */
final class Customers {
    /** The first is that of the customer whose workspace others find taken. */
    static final List<String> NAMES = List.of(
            "Torture",
            "Ægir & Søn",
            "Nguyễn Thị",
            "Łukasz Żółć",
            "Ἀλέξανδρος",
            "Юрій Ґалаґан",
            "Գրիգոր",
            "נתן אלתרמן",
            "محمد بن عبد الله",
            "می\u200Cخواهم",
            "ܝܘܚܢܢ",
            "ދިވެހި",
            "राम",
            "रोम",
            "বাংলা",
            "ਗੁਰਪ੍ਰੀਤ",
            "ગુજરાત",
            "ଓଡ଼ିଶା",
            "தமிழ்",
            "తెలుగు",
            "ಕನ್ನಡ",
            "മലയാളം",
            "ශ්\u200Dරී ලංකා",
            "สมชาย ใจดี",
            "ລາວ",
            "བོད་ཡིག",
            "မြန်မာ",
            "გიორგი",
            "ኢትዮጵያ",
            "ᏣᎳᎩ",
            "ខ្មែរ",
            "ᠮᠣᠩᠭᠣᠯ",
            "山田　太郎",
            "やまだ",
            "カタカナ",
            "김철수",
            "ꦗꦮ",
            "C++ X",
            "C# X",
            "A/B",
            "A\\B",
            "O'Brien-Smith",
            "100% “Ltd.” <b>",
            "👩‍👩‍👧‍👦 GmbH");

    static final List<String> CURRENCIES = List.of("EUR", "JPY", "KWD", "USD", "CHF", "KRW");

    private Customers() {}

    /** The same index, the same name; the number keeps it from meeting those of other tortures. */
    static String name(int index, String number) {
        return "%s %s %d".formatted(NAMES.get(index % NAMES.size()), number, index);
    }

    static String currency(int index) {
        return CURRENCIES.get(index % CURRENCIES.size());
    }
}
