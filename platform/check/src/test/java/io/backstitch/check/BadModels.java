package io.backstitch.check;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** For each rule the small edits of the good application that break it. */
final class BadModels {

    private BadModels() {}

    /** One way to break a rule. */
    record BadModel(String rule, String how, Example example) {
        @Override
        public String toString() {
            return rule + ": " + how;
        }
    }

    static BadModel bad(String rule, String how, UnaryOperator<Example> edit) {
        return new BadModel(rule, how, edit.apply(Example.good()));
    }

    static List<BadModel> all() {
        return Stream.of(
                        BadNames.all(),
                        BadUndo.all(),
                        BadRepetition.all(),
                        BadDetails.all(),
                        BadVariables.all(),
                        BadApprovals.all())
                .flatMap(List::stream)
                .toList();
    }
}
