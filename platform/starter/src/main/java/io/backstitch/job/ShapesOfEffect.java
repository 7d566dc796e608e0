package io.backstitch.job;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** How the requests and receipts of one effect are stored: what can be said without making its worker. */
record ShapesOfEffect(StoredShape<?> requests, StoredShape<?> receipts) {

    /** Of all workers in these packages and below, by job type. Nothing of them is made. */
    static Map<String, ShapesOfEffect> in(String... packages) {
        ClassPathScanningCandidateComponentProvider workers = new ClassPathScanningCandidateComponentProvider(false);
        workers.addIncludeFilter(new AnnotationTypeFilter(EffectWorker.class));
        Map<String, ShapesOfEffect> byType = new TreeMap<>();
        for (String each : packages) {
            workers.findCandidateComponents(each).forEach(found -> add(byType, found));
        }
        return byType;
    }

    private static void add(Map<String, ShapesOfEffect> byType, BeanDefinition found) {
        Class<?> worker = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
        byType.put(worker.getAnnotation(EffectWorker.class).jobType(), of(worker));
    }

    static ShapesOfEffect of(Class<?> worker) {
        StepJson json = new StepJson();
        return new ShapesOfEffect(
                new StoredShape<>(EffectTypes.request(worker), json),
                new StoredShape<>(EffectTypes.receipt(worker), json));
    }
}
