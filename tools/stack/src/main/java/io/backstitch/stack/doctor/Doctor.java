package io.backstitch.stack.doctor;

import io.backstitch.stack.Ports;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.doctor.Finding.Severity;
import io.backstitch.stack.lifecycle.Stack;
import java.util.ArrayList;
import java.util.List;

/** Looks at everything that can keep the stack from running. */
public final class Doctor {
    private final StackFolders folders;
    private final Ports ports;
    private final Stack stack;

    public Doctor(StackFolders folders, Ports ports, Stack stack) {
        this.folders = folders;
        this.ports = ports;
        this.stack = stack;
    }

    /** All there is to say. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>(forTheStack());
        findings.addAll(TestTools.findings(System.getenv().getOrDefault("PATH", "")));
        return findings;
    }

    /** Fails with the first thing that would keep a start from going well. */
    public void clear() {
        forTheStack().stream()
                .filter(f -> f.severity() == Severity.BROKEN)
                .findFirst()
                .ifPresent(f -> {
                    throw new StackFailure(f.text(), f.advice());
                });
    }

    private List<Finding> forTheStack() {
        List<Finding> findings =
                new ArrayList<>(new Machine(folders).findings(stack.running().isEmpty()));
        findings.addAll(new PortsInUse(ports, stack).findings());
        return findings;
    }
}
