package io.backstitch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Against the values that implementations of Certificate Transparency are tested with, and against the definition.
 *
 * @see <a href="https://github.com/google/certificate-transparency">the leaves and roots of the reference implementation's tests</a>
 */
class MerkleTreeTest {
    private static final List<Hash> LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(HexFormat.of()::parseHex)
            .map(Entry::hashOf)
            .toList();

    private static final List<Hash> ROOTS = hashes(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static final int LARGEST = 200;

    private final List<Hash> many = IntStream.range(0, LARGEST)
            .mapToObj(i -> Entry.hashOf(new byte[] {(byte) i}))
            .toList();

    @Test
    void hasThePublishedRoots() {
        Frontier frontier = Frontier.empty();
        for (int size = 0; size <= LEAVES.size(); size++) {
            assertThat(frontier.root()).isEqualTo(ROOTS.get(size));
            if (size < LEAVES.size()) {
                frontier.append(LEAVES.get(size));
            }
        }
    }

    @Test
    void hasThePublishedInclusionProofs() {
        assertThat(inclusion(LEAVES, 0).path())
                .isEqualTo(hashes(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        assertThat(inclusion(LEAVES, 5).path())
                .isEqualTo(hashes(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
    }

    @Test
    void theFrontierHasTheRootOfTheDefinitionAtEachSize() {
        Frontier frontier = Frontier.empty();
        for (int size = 0; size <= LARGEST; size++) {
            assertThat(frontier.root()).as("size %d", size).isEqualTo(rootByDefinition(many.subList(0, size)));
            Frontier restored = Frontier.unpack(frontier.size(), frontier.packed());
            assertThat(restored.root()).isEqualTo(frontier.root());
            if (size < LARGEST) {
                restored.append(many.get(size));
                frontier = restored;
            }
        }
    }

    @Test
    void refusesAFrontierThatIsNoneOfItsSize() {
        assertThatThrownBy(() -> Frontier.of(3, LEAVES.subList(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A tree of 3 leaves does not have 1 perfect subtrees.");
    }

    @Test
    void provesEachLeafAtItsPlaceOnly() {
        for (int size = 1; size <= LARGEST; size += size < 40 ? 1 : 16) {
            Hash root = rootByDefinition(many.subList(0, size));
            for (int index = 0; index < size; index++) {
                InclusionProof proof = inclusion(many.subList(0, size), index);
                assertThat(proof.proves(many.get(index), root))
                        .as("%d of %d", index, size)
                        .isTrue();
                assertThat(proof.proves(many.get((index + 1) % LARGEST), root)).isFalse();
                assertThat(proof.proves(many.get(index), Hash.ZERO)).isFalse();
                for (List<Hash> other : damaged(proof.path())) {
                    assertThat(new InclusionProof(index, size, other).proves(many.get(index), root))
                            .isFalse();
                }
                int shifted = index + 1;
                assertThat(new InclusionProof(shifted, size, proof.path()).proves(many.get(index), root))
                        .isFalse();
            }
        }
    }

    @Test
    void provesNothingFromAPartOfTheLeaves() {
        InclusionPath path = new InclusionPath(1, 3);
        path.leaf(LEAVES.get(0));
        path.leaf(LEAVES.get(1));

        assertThatThrownBy(path::proof)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Only 2 of 3 leaves were given.");
        assertThatThrownBy(() -> new InclusionPath(3, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    private static InclusionProof inclusion(List<Hash> leaves, int index) {
        InclusionPath path = new InclusionPath(index, leaves.size());
        leaves.forEach(path::leaf);
        return path.proof();
    }

    private static List<List<Hash>> damaged(List<Hash> path) {
        List<List<Hash>> damaged = new ArrayList<>();
        List<Hash> longer = new ArrayList<>(path);
        longer.add(Hash.ZERO);
        damaged.add(longer);
        for (int i = 0; i < path.size(); i++) {
            List<Hash> shorter = new ArrayList<>(path);
            shorter.remove(i);
            damaged.add(shorter);
            List<Hash> other = new ArrayList<>(path);
            other.set(i, Hash.ZERO);
            damaged.add(other);
        }
        return damaged;
    }

    /** RFC 6962, 2.1, word by word. */
    private static Hash rootByDefinition(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.ofEmpty();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = 1;
        while (2 * k < leaves.size()) {
            k *= 2;
        }
        return Hash.ofNode(rootByDefinition(leaves.subList(0, k)), rootByDefinition(leaves.subList(k, leaves.size())));
    }

    private static List<Hash> hashes(String... hex) {
        return Stream.of(hex).map(Hash::ofHex).toList();
    }
}
