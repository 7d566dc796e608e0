package io.backstitch.workers.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Lease;
import io.backstitch.compensation.LeaseOver;
import io.backstitch.job.AllPartnerFailures;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.FailureText;
import io.backstitch.keycloak.KeycloakAdmin;
import io.backstitch.stack.Part;
import io.backstitch.stack.component.Keycloak;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.value.Slug;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.resource.GroupsResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UsersResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Customers are not among employees, and those that an earlier version has put there are not forgotten. */
@NeedsStack(Part.KEYCLOAK)
class KeycloakWorkspacesTest {

    private final org.keycloak.admin.client.Keycloak admin;
    private final RealmResource people;
    private final RealmResource customers;
    private final KeycloakWorkspaces before;
    private final KeycloakWorkspaces now;
    private final String customer = "Customer " + UUID.randomUUID();
    private final String email = UUID.randomUUID() + "@customer.example";
    private final IdempotencyKey key =
            new IdempotencyKey("onboarding/" + UUID.randomUUID() + "/Task_ProvisionWorkspace");

    private final IdempotencyKey another =
            new IdempotencyKey("onboarding/" + UUID.randomUUID() + "/Task_ProvisionWorkspace");

    KeycloakWorkspacesTest(RunningStack stack) {
        admin = KeycloakAdmin.of(stack);
        people = admin.realm(Keycloak.REALM);
        customers = admin.realm(Keycloak.CUSTOMERS);
        before = new KeycloakWorkspaces(new WorkspaceRealms(List.of(people)));
        now = new KeycloakWorkspaces(new WorkspaceRealms(List.of(customers, people)));
    }

    @AfterEach
    void close() {
        now.deprovision(key, customer, email, Lease.HELD);
        now.deprovision(another, customer, "other-" + email, Lease.HELD);
        now.deprovision(another, "Other " + customer, email, Lease.HELD);
        customers
                .users()
                .searchByEmail(email, true)
                .forEach(user -> customers.users().delete(user.getId()).close());
        admin.close();
    }

    @Test
    void aCustomerIsNotAmongThePeople() throws BusinessNo {
        Workspaces.Workspace made = now.provision(key, customer, email, Lease.HELD);

        assertThat(now.find(key, customer, email)).contains(made);
        assertThat(users(customers)).containsExactly(email);
        assertThat(users(people)).isEmpty();
    }

    @Test
    void whatAnEarlierVersionHasMadeIsFoundFinishedAndUndoneWhereItIs() throws BusinessNo {
        Workspaces.Workspace made = before.provision(key, customer, email, Lease.HELD);

        assertThat(now.find(key, customer, email)).contains(made);
        assertThat(now.provision(key, customer, email, Lease.HELD)).isEqualTo(made);
        assertThatThrownBy(() -> now.provision(new IdempotencyKey("another/key"), customer, email, Lease.HELD))
                .isInstanceOf(BusinessNo.class);
        assertThat(users(customers)).isEmpty();

        now.deprovision(key, customer, email, Lease.HELD);
        assertThat(users(people)).isEmpty();
        assertThat(now.find(key, customer, email)).isEmpty();
    }

    @Test
    void ofTwoThatComeAtOnceForOneNameOneIsToldThatItIsTaken() throws Exception {
        List<Object> came = atOnce(
                () -> now.provision(key, customer, email, Lease.HELD),
                () -> now.provision(another, customer, "other-" + email, Lease.HELD));

        assertThat(came).filteredOn(Workspaces.Workspace.class::isInstance).hasSize(1);
        assertThat(came).filteredOn(BusinessNo.class::isInstance).hasSize(1);
    }

    @Test
    void ofTwoThatComeAtOnceForOneAddressOneIsToldThatItIsTakenAndTakesNoNameAway() throws Exception {
        List<Object> came = atOnce(
                () -> now.provision(key, customer, email, Lease.HELD),
                () -> now.provision(another, "Other " + customer, email, Lease.HELD));

        assertThat(came).filteredOn(Workspaces.Workspace.class::isInstance).hasSize(1);
        assertThat(came).filteredOn(BusinessNo.class::isInstance).hasSize(1);
        assertThat(users(customers)).containsExactly(email);
        assertThat(groups()).hasSize(1);
    }

    @Test
    void anAddressThatSomebodyHasUnderAnotherNameIsTaken() {
        UserRepresentation somebody = new UserRepresentation();
        somebody.setUsername("somebody-" + UUID.randomUUID());
        somebody.setEmail(email);
        customers.users().create(somebody).close();

        assertThatThrownBy(() -> now.provision(key, customer, email, Lease.HELD))
                .isInstanceOf(BusinessNo.class);
        assertThat(groups()).isEmpty();
    }

    /** Both have looked before either has made anything: without luck. */
    @Test
    void whoHasLookedBeforeTheOtherMadeItIsToldThatItIsTaken() throws BusinessNo {
        now.provision(key, customer, email, Lease.HELD);

        assertThatThrownBy(() -> blind(2, 0).provision(another, customer, "other-" + email, Lease.HELD))
                .isInstanceOf(BusinessNo.class)
                .hasMessageContaining("exists already");
        assertThatThrownBy(() -> blind(0, 1).provision(another, "Other " + customer, email, Lease.HELD))
                .isInstanceOf(BusinessNo.class)
                .hasMessageContaining("exists already");
        assertThat(groups()).hasSize(1);
    }

    @Test
    void whatAnEarlierAttemptHasMadeIsOursAlsoWhenTheLookMissedIt() throws BusinessNo {
        Workspaces.Workspace made = now.provision(key, customer, email, Lease.HELD);

        assertThat(blind(2, 1).provision(key, customer, email, Lease.HELD)).isEqualTo(made);
    }

    /** One whose first looks at the realm of the customers find nothing. */
    private KeycloakWorkspaces blind(int groups, int users) {
        AtomicInteger groupLooks = new AtomicInteger(groups);
        AtomicInteger userLooks = new AtomicInteger(users);
        RealmResource realm = blind(RealmResource.class, customers, (name, result) -> switch (name) {
            case "groups" ->
                blind(
                        GroupsResource.class,
                        result,
                        (it, found) -> it.equals("groups") && groupLooks.getAndDecrement() > 0 ? List.of() : found);
            case "users" ->
                blind(
                        UsersResource.class,
                        result,
                        (it, found) ->
                                it.equals("searchByUsername") && userLooks.getAndDecrement() > 0 ? List.of() : found);
            default -> result;
        });
        return new KeycloakWorkspaces(new WorkspaceRealms(List.of(realm, people)));
    }

    private static <T> T blind(Class<T> type, Object real, BiFunction<String, Object, Object> seen) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> seen.apply(method.getName(), method.invoke(real, arguments))));
    }

    /** Whichever of them is faster, and by how much. */
    private List<Object> atOnce(Callable<?> one, Callable<?> other) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(2);
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            return two.invokeAll(List.of(() -> outcome(one, ready), () -> outcome(other, ready))).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    private static Object outcome(Callable<?> call, CountDownLatch ready) {
        ready.countDown();
        try {
            ready.await();
            return call.call();
        } catch (Exception e) {
            return e;
        }
    }

    private List<String> groups() {
        return customers.groups().groups(Slug.of(customer), 0, 10).stream()
                .map(GroupRepresentation::getName)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"C++ %s, C# %s", "राम %s, रोम %s", "A/B %s, A B %s", "Jean-Luc %s, Jean Luc %s", "🙂 %s, 🙃 %s"})
    void namesThatDifferInSignsOrScriptsAreTwoWorkspaces(String one, String other) throws BusinessNo {
        String id = UUID.randomUUID().toString();
        IdempotencyKey second = new IdempotencyKey("onboarding/" + UUID.randomUUID() + "/Task_ProvisionWorkspace");
        String first = one.formatted(id);
        String latter = other.formatted(id);
        try {
            Workspaces.Workspace made = now.provision(key, first, email, Lease.HELD);
            Workspaces.Workspace another = now.provision(second, latter, "2-" + email, Lease.HELD);

            assertThat(another.groupId()).isNotEqualTo(made.groupId());
            assertThat(now.find(key, first, email)).contains(made);
            assertThat(now.find(second, latter, "2-" + email)).contains(another);
        } finally {
            now.deprovision(key, first, email, Lease.HELD);
            now.deprovision(second, latter, "2-" + email, Lease.HELD);
        }
        assertThat(now.find(key, first, email)).isEmpty();
        assertThat(users(customers)).isEmpty();
    }

    @Test
    void aGroupWithoutSignsOfAnEarlierVersionIsFoundByItsKeyAndTakenForOthers() throws BusinessNo {
        String signs = "Jean-Luc+" + UUID.randomUUID();
        GroupRepresentation group = new GroupRepresentation();
        group.setName("workspace-" + signs.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
        group.setAttributes(Map.of("idempotencyKey", List.of(key.value())));
        customers.groups().add(group).close();

        Workspaces.Workspace made = now.provision(key, signs, email, Lease.HELD);
        assertThat(now.find(key, signs, email)).contains(made);
        assertThatThrownBy(() -> now.provision(new IdempotencyKey("another/key"), signs, "2-" + email, Lease.HELD))
                .isInstanceOf(BusinessNo.class);

        now.deprovision(key, signs, email, Lease.HELD);
        assertThat(now.find(key, signs, email)).isEmpty();
    }

    /** What Keycloak refuses is refused at our door; should it refuse more one day, its own words reach the operator. */
    @Test
    void whatKeycloakSaysOfWhatItRefusesIsToldMasked() {
        assertThatThrownBy(() -> now.provision(key, customer, "<ada>@customer.example", Lease.HELD))
                .satisfies(failure -> {
                    FailureText text = AllPartnerFailures.failures().text(failure);
                    assertThat(text.sentence()).isEqualTo("The partner answered 400");
                    assertThat(text.answer()).contains("error").doesNotContain("customer.example");
                });
    }

    /** Its process stood still between the two requests, and another attempt is at it. */
    @Test
    void sendsNothingMoreWhenAnotherAttemptMayHaveTakenOver() {
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(() -> now.provision(key, customer, email, () -> asked.incrementAndGet() < 2))
                .isInstanceOf(LeaseOver.class);

        assertThat(asked).hasValue(2);
        assertThat(users(customers)).as("made after the group").isEmpty();
    }

    private List<String> users(RealmResource realm) {
        return realm.users().searchByUsername(email, true).stream()
                .map(user -> user.getUsername())
                .toList();
    }
}
