package io.backstitch.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks, in the record of a request or a receipt, how what an earlier version wrote becomes one of today: a static method from a record of the former
 * components to this one. It counts for what was stored with exactly these. Without one, a step that meets what was written otherwise is a dead letter.
 *
 * {@snippet :
 * record Receipt(String transferId) {
 *     record Former(String transfer) {}
 *
 *     @Upgrade
 *     static Receipt of(Former former) {
 *         return new Receipt(former.transfer());
 *     }
 * }
 * }
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Upgrade {}
