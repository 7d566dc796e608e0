package io.backstitch.stack.sandbox;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The payments partner, without its HTTP.
 *
 * <p>For one key the first request decides: the same request again gets the same answer (done or declined), another
 * request is refused, and neither has an effect. Of calls with the same key at the same time one performs the effect;
 * the others wait for it (microseconds: slowness by fault is spent outside) and get its answer. An answer is given only
 * after the effect, or the decline, is on disk, and both survive a restart.
 *
 * <p>With {@code deduplicate} false it behaves like a partner that has never heard of keys: what comes again is done
 * again, refunds and recalls too, and the record shows it twice.
 */
final class Payments {
    private static final Logger log = LoggerFactory.getLogger(Payments.class);

    private final Clock clock;
    private final Cards cards;
    private final Cards payees;
    private final Journal<PaymentOperation> record;
    private final Journal<Decline> declines;

    /** Guarded by this. */
    private final PaymentLedger ledger = new PaymentLedger();

    /** Knows at once what both journals hold. */
    Payments(Journal<PaymentOperation> record, Journal<Decline> declines, Cards cards, Cards payees, Clock clock) {
        this.record = record;
        this.declines = declines;
        this.cards = cards;
        this.payees = payees;
        this.clock = clock;
        record.found().forEach(ledger::add);
        declines.found().forEach(ledger::add);
    }

    PaymentAnswer charge(String key, ChargeRequest request, boolean deduplicate) {
        return onDisk(answerCharge(key, request, deduplicate));
    }

    PaymentAnswer refund(String key, RefundRequest request, boolean deduplicate) {
        return onDisk(answerRefund(key, request, deduplicate));
    }

    PaymentAnswer payOut(String key, PayoutRequest request, boolean deduplicate) {
        return onDisk(answerPayout(key, request, deduplicate));
    }

    PaymentAnswer recall(String key, RecallRequest request, boolean deduplicate) {
        return onDisk(answerRecall(key, request, deduplicate));
    }

    /** What was done under this key; nothing when nothing was done, what was declined included. */
    Optional<PaymentOperation> find(String key) {
        PaymentOperation operation;
        synchronized (this) {
            operation = ledger.operation(key);
        }
        record.force();
        return Optional.ofNullable(operation);
    }

    /** Everything that was done, oldest first. */
    synchronized List<PaymentOperation> record() {
        return ledger.operations();
    }

    private synchronized PaymentAnswer answerCharge(String key, ChargeRequest request, boolean deduplicate) {
        var earlier = deduplicate ? earlierAnswer(key, request) : Optional.<PaymentAnswer>empty();
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var decline = cards.decline(request.card());
        if (decline.isPresent()) {
            return decline(Decline.of(clock.instant(), key, request, decline.get()));
        }
        return perform(PaymentOperation.charge(ledger.nextSequence(), clock.instant(), key, request));
    }

    private synchronized PaymentAnswer answerRefund(String key, RefundRequest request, boolean deduplicate) {
        var earlier = deduplicate ? earlierAnswer(key, request) : Optional.<PaymentAnswer>empty();
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var charge = ledger.charge(request.charge());
        if (charge == null) {
            return new PaymentAnswer.Refused(Refusal.UNKNOWN_CHARGE);
        }
        if (request.amount() > charge.amount()) {
            return new PaymentAnswer.Refused(Refusal.AMOUNT_TOO_LARGE);
        }
        if (deduplicate && ledger.isTakenBack(charge)) {
            return new PaymentAnswer.Refused(Refusal.ALREADY_REFUNDED);
        }
        return perform(PaymentOperation.refund(ledger.nextSequence(), clock.instant(), key, request, charge));
    }

    private synchronized PaymentAnswer answerPayout(String key, PayoutRequest request, boolean deduplicate) {
        var earlier = deduplicate ? earlierAnswer(key, request) : Optional.<PaymentAnswer>empty();
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var decline = payees.decline(request.payee());
        if (decline.isPresent()) {
            return decline(Decline.of(clock.instant(), key, request, decline.get()));
        }
        return perform(PaymentOperation.payout(ledger.nextSequence(), clock.instant(), key, request));
    }

    private synchronized PaymentAnswer answerRecall(String key, RecallRequest request, boolean deduplicate) {
        var earlier = deduplicate ? earlierAnswer(key, request) : Optional.<PaymentAnswer>empty();
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var payout = ledger.payout(request.payout());
        if (payout == null) {
            return new PaymentAnswer.Refused(Refusal.UNKNOWN_PAYOUT);
        }
        if (request.amount() > payout.amount()) {
            return new PaymentAnswer.Refused(Refusal.AMOUNT_TOO_LARGE);
        }
        if (deduplicate && ledger.isTakenBack(payout)) {
            return new PaymentAnswer.Refused(Refusal.ALREADY_RECALLED);
        }
        return perform(PaymentOperation.recall(ledger.nextSequence(), clock.instant(), key, request, payout));
    }

    private Optional<PaymentAnswer> earlierAnswer(String key, PaymentRequest request) {
        var done = ledger.operation(key);
        if (done != null) {
            return Optional.of(
                    done.request().equals(request)
                            ? new PaymentAnswer.Done(done, true)
                            : new PaymentAnswer.Refused(Refusal.KEY_REUSED));
        }
        var declined = ledger.declined(key);
        if (declined != null) {
            return Optional.of(
                    declined.asked().equals(request)
                            ? new PaymentAnswer.Declined(declined.payout() != null, declined.reason(), true)
                            : new PaymentAnswer.Refused(Refusal.KEY_REUSED));
        }
        return Optional.empty();
    }

    private PaymentAnswer perform(PaymentOperation operation) {
        record.append(operation);
        ledger.add(operation);
        log.info("{} performed under key {}", operation.id(), operation.key());
        return new PaymentAnswer.Done(operation, false);
    }

    private PaymentAnswer decline(Decline decline) {
        declines.append(decline);
        ledger.add(decline);
        log.info("Declined under key {}: {}", decline.key(), decline.reason());
        return new PaymentAnswer.Declined(decline.payout() != null, decline.reason(), false);
    }

    /** Outside the lock, so that calls that come together share one flush. */
    private PaymentAnswer onDisk(PaymentAnswer answer) {
        switch (answer) {
            case PaymentAnswer.Done done -> record.force();
            case PaymentAnswer.Declined declined -> declines.force();
            case PaymentAnswer.Refused refused -> {}
        }
        return answer;
    }
}
