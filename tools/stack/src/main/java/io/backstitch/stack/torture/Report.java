package io.backstitch.stack.torture;

import io.backstitch.stack.demo.ExpenseRequest;
import io.backstitch.stack.torture.Move.Breach;
import io.backstitch.stack.torture.Move.Way;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * One expense report, and what people do about it, in order: honest moves, with breaches of the rules in between.
 *
 * @param key its idempotency key
 * @param amount in minor units
 */
record Report(String key, String requester, long amount, List<Move> moves) {
    static final String CURRENCY = "EUR";

    private static final String RECEIPT = "0".repeat(64);
    private static final int MOST_BREACHES = 3;
    private static final Set<Breach> BREACHES = EnumSet.complementOf(EnumSet.of(Breach.NONE));

    Report {
        moves = List.copyOf(moves);
    }

    /** What chance makes of it; the key goes into reasons and decides nothing. */
    static Report drawn(RandomGenerator random, String key) {
        Level level = any(random, List.of(Level.values()));
        String requester = random.nextInt(3) == 0 ? any(random, Level.PEOPLE) : "employee";
        long amount = switch (random.nextInt(6)) {
            case 0 -> level.least();
            case 1 -> level.most();
            default -> random.nextLong(level.least(), level.most() + 1);
        };
        return new Draw(random, key, requester, level, amount).report();
    }

    private static <T> T any(RandomGenerator random, Collection<T> all) {
        return List.copyOf(all).get(random.nextInt(all.size()));
    }

    Level level() {
        return Level.of(amount);
    }

    ExpenseRequest body(String costCenter, String date) {
        return new ExpenseRequest(
                "Torture " + key,
                costCenter,
                CURRENCY,
                List.of(new ExpenseRequest.Item(date, "travel", "Journey", amount, "receipt.pdf", RECEIPT)));
    }

    /** Those whose honest decisions, in this order, bring it to where it is to end. */
    List<Move> honest() {
        return moves.stream().filter(Move::isHonest).toList();
    }

    /** Whether people have to do something after all moves: nobody decides, or the requester is to change it. */
    boolean isLeftToPeople() {
        List<String> approvers = honest().stream()
                .filter(move -> move.decision().equals(Move.APPROVE))
                .map(Move::who)
                .toList();
        long rejections = honest().stream()
                .filter(move -> move.decision().equals(Move.REJECT))
                .count();
        return !level().isAgreed(requester, approvers) && !level().isRejected(requester, rejections);
    }

    /** What is to be paid when these moves count: less than was asked for when one of them says so. */
    long payable(Collection<Move> counted) {
        return counted.stream()
                .flatMap(move -> move.changes().entrySet().stream())
                .filter(change -> change.getKey().equals("amount") && change.getValue() instanceof Number)
                .mapToLong(change -> ((Number) change.getValue()).longValue() * 100)
                .findFirst()
                .orElse(amount);
    }

    /** Makes up the moves of one report. */
    private record Draw(RandomGenerator random, String key, String requester, Level level, long amount) {
        Report report() {
            List<Move> moves = new ArrayList<>(honest());
            int breaches = random.nextInt(MOST_BREACHES + 1);
            for (int i = 0; i < breaches; i++) {
                int place = random.nextInt(moves.size() + 1);
                moves.add(place, breach(moves.subList(0, place), key + "/breach-" + i));
            }
            return new Report(key, requester, amount, moves);
        }

        private List<Move> honest() {
            List<String> people = people();
            int dice = random.nextInt(100);
            if (dice < 60) {
                return honest(people, Move.APPROVE, Move.APPROVE);
            }
            if (dice < 78) {
                return level == Level.LARGE
                        ? honest(people, Move.REJECT, Move.REJECT)
                        : honest(people.subList(0, 1), Move.REJECT);
            }
            if (dice < 86) {
                return honest(people.subList(0, 1), Move.RETURN);
            }
            return honest(people.subList(0, level.needed() - 1), Move.APPROVE);
        }

        /** As many as are needed, each on a seat of their own. */
        private List<String> people() {
            List<String> people = new ArrayList<>();
            for (Set<String> seat : level.seats(requester)) {
                if (people.size() < level.needed()) {
                    people.add(any(
                            random,
                            seat.stream().filter(it -> !people.contains(it)).toList()));
                }
            }
            Collections.shuffle(people, Random.from(random));
            return people;
        }

        private List<Move> honest(List<String> people, String... decisions) {
            List<Move> moves = new ArrayList<>();
            for (String who : people) {
                String decision = decisions[moves.size()];
                boolean lowers = level == Level.SMALL && decision.equals(Move.APPROVE) && random.nextInt(4) == 0;
                moves.add(new Move(
                        who,
                        way(),
                        Breach.NONE,
                        decision,
                        "%s/%s-%d".formatted(key, decision, moves.size()),
                        lowers ? Map.of("amount", amount / 200) : Map.of(),
                        random.nextInt(3) == 0,
                        false));
            }
            return moves;
        }

        private Way way() {
            return random.nextBoolean() ? Way.DOOR : Way.ENGINE;
        }

        private Move breach(List<Move> before, String reason) {
            List<String> earlier =
                    before.stream().filter(Move::isHonest).map(Move::who).toList();
            Breach breach = any(random, BREACHES);
            if (breach == Breach.SAME_PERSON_TWICE && earlier.isEmpty()) {
                breach = Breach.NOT_A_CANDIDATE;
            }
            return new Move(
                    who(breach, earlier),
                    breach == Breach.NO_ASSIGNEE ? Way.ENGINE : way(),
                    breach,
                    Move.APPROVE,
                    breach == Breach.NO_REASON ? "" : reason,
                    switch (breach) {
                        case NOT_EDITABLE -> Map.of("purpose", "Something else");
                        case AMOUNT_RAISED -> Map.of("amount", amount / 50);
                        default -> Map.of();
                    },
                    random.nextBoolean(),
                    random.nextInt(3) == 0);
        }

        private String who(Breach breach, List<String> earlier) {
            return switch (breach) {
                case NO_ASSIGNEE -> "";
                case OWN_REQUEST -> requester;
                case SAME_PERSON_TWICE -> any(random, earlier);
                case NOT_A_CANDIDATE ->
                    any(
                            random,
                            Level.PEOPLE.stream()
                                    .filter(it -> !it.equals(requester) && !level.mayDecide(it, requester))
                                    .toList());
                case NONE, NO_REASON, NOT_EDITABLE, AMOUNT_RAISED ->
                    any(random, level.seats(requester).getLast());
            };
        }
    }
}
