package io.backstitch.security;

import org.springframework.http.HttpMethod;

/**
 * A door whose requests carry their own credential, such as a signature over the body: a bean beside its controller, which verifies it. Nothing looks for a
 * token there, not in the fields of a form either: the door reads the body itself.
 *
 * @param within all paths below are its own, {@code /hooks/**}: what is no door among them is nowhere, or denied
 * @param path of the door, {@code /hooks/*}
 */
public record SignedDoor(String within, HttpMethod method, String path) {}
