package io.backstitch.job;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;

/**
 * Names this process among those that claim effects; another process never has the same name, also after a restart with
 * the same process id.
 */
record InstanceId(String value) {

    static InstanceId ofThisProcess() {
        RuntimeMXBean process = ManagementFactory.getRuntimeMXBean();
        return new InstanceId(process.getName() + "#" + process.getStartTime());
    }
}
