package io.backstitch;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Beans without an application, for what asks for all of a kind. */
public final class Beans {

    private Beans() {}

    /** Those of this kind that there are. */
    @SuppressWarnings("unchecked") // whoever asks says of which kind they are
    public static <T> ObjectProvider<T> of(List<? extends T> beans) {
        StaticListableBeanFactory factory = new StaticListableBeanFactory();
        beans.forEach(bean -> factory.addBean(String.valueOf(factory.getBeanDefinitionCount()), bean));
        return (ObjectProvider<T>) factory.getBeanProvider(Object.class);
    }
}
