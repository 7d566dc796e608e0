package io.backstitch.stack.sandbox;

/** What was asked under one idempotency key. Two requests are the same when all their fields are equal. */
sealed interface PaymentRequest permits ChargeRequest, RefundRequest, PayoutRequest, RecallRequest {}
