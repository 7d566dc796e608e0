package io.backstitch.job;

import io.backstitch.compensation.SagaId;

/**
 * Which step of which run it is, by the engine's own word: no variable could claim otherwise.
 *
 * @param saga the run; by its variables. Of a draft, which belongs to none: its process and its instance
 * @param processInstanceKey of the process in which the step stands, which may be a called one
 * @param elementInstanceKey of this one activation of the element
 */
public record StepInstance(SagaId saga, long processInstanceKey, long elementInstanceKey, String elementId) {}
