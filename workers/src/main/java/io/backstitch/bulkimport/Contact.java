package io.backstitch.bulkimport;

import io.backstitch.mail.Address;
import io.backstitch.web.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * One row of a file.
 *
 * @param line where it stands in the file; the header is line 1
 * @param phone empty when there is none
 */
record Contact(
        int line,
        @NotBlank @OneLine @Size(max = 100) String name,
        @NotBlank @Address String email,

        @Pattern(regexp = "\\+?[0-9 ()/-]{0,30}", message = "must be a phone number or empty")
        String phone) {}
