package io.backstitch.stack.artifact;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import io.backstitch.stack.StackFailure;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Fetches artifacts as Maven does: from the user's local repository, else from Maven Central or what the user's
 * {@code settings.xml} puts in its place. What was fetched once is never fetched again. May be used by many threads.
 */
public final class Artifacts implements AutoCloseable {
    private final Context maven = Runtimes.INSTANCE
            .getRuntime()
            .create(ContextOverrides.create().withUserSettings(true).build());

    /** One file without its dependencies. */
    public Path file(String coordinates, Transfer transfer) {
        ArtifactRequest request =
                new ArtifactRequest(new DefaultArtifact(coordinates), maven.remoteRepositories(), "backstitch");
        try {
            return maven.repositorySystem()
                    .resolveArtifact(session(transfer), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (RepositoryException e) {
            throw notFetched(coordinates, e);
        }
    }

    /** The files of a program: the first artifact and the others, with all they need at run time. */
    public List<Path> classpath(List<String> coordinates, Transfer transfer) {
        List<Dependency> roots = coordinates.stream()
                .map(c -> new Dependency(new DefaultArtifact(c), JavaScopes.RUNTIME))
                .toList();
        CollectRequest collect = new CollectRequest(roots, List.of(), maven.remoteRepositories());
        DependencyRequest request =
                new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
        try {
            List<ArtifactResult> results = maven.repositorySystem()
                    .resolveDependencies(session(transfer), request)
                    .getArtifactResults();
            return results.stream().map(r -> r.getArtifact().getFile().toPath()).toList();
        } catch (RepositoryException e) {
            throw notFetched(coordinates.getFirst(), e);
        }
    }

    private RepositorySystemSession session(Transfer transfer) {
        return new DefaultRepositorySystemSession(maven.repositorySystemSession())
                .setTransferListener(new TransferReport(transfer));
    }

    private static StackFailure notFetched(String coordinates, RepositoryException e) {
        return new StackFailure(
                "Could not fetch " + coordinates + ": " + e.getMessage(),
                "Check the network, and mirrors and proxies in ~/.m2/settings.xml; then try again.",
                e);
    }

    @Override
    public void close() {
        maven.close();
    }
}
