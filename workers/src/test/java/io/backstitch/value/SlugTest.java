package io.backstitch.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names that differ are never one thing, and the plain ones are called as before. */
class SlugTest {

    @Test
    void isReadableForPlainNames() {
        assertThat(Slug.of("Acme Inc 2")).isEqualTo("acme-inc-2");
        assertThat(Slug.of("Zürich AG")).isEqualTo("zürich-ag");
        assertThat(Slug.of("C++ X")).isEqualTo("c~2b~~2b~-x");
        assertThat(Slug.of("A/B")).isEqualTo("a~2f~b");
        assertThat(Slug.of("राम")).isEqualTo("राम");
    }

    @Test
    void tellsAllNamesApart() {
        Map<String, String> names = new HashMap<>();
        List<String> all = Lines.of("names-that-are-kept.txt").toList();
        for (String name : all) {
            for (String variant : List.of(name, name + "-", "-" + name, name + "+", name + "~", name.repeat(30))) {
                String before = names.put(Slug.of(variant), variant.toLowerCase(Locale.ROOT));
                assertThat(before).as(variant).isIn(null, variant.toLowerCase(Locale.ROOT));
            }
        }
        assertThat(names.keySet()).allMatch(it -> it.length() <= 200).noneMatch(it -> it.contains("/"));
    }
}
