package io.backstitch.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.erasure.PlantedNames;
import io.backstitch.keycloak.KeycloakAdmin;
import io.backstitch.stack.Part;
import io.backstitch.stack.component.Keycloak;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody comes, asks for money, is erased, and looked for in all that the stack keeps. They are where the answer says, and nowhere else. */
@NeedsStack({Part.POSTGRES, Part.OPENSEARCH, Part.ZEEBE, Part.KAFKA, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION})
class ErasedPersonTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RunningStack stack;
    private final org.keycloak.admin.client.Keycloak keycloak;
    private final RealmResource realm;
    private final JdbcClient database;
    private final String login =
            "quirin." + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final String mail = login.replace('.', '_') + "@garden.example";
    private final String account;

    ErasedPersonTest(RunningStack stack) {
        this.stack = stack;
        keycloak = KeycloakAdmin.of(stack);
        realm = keycloak.realm(Keycloak.REALM);
        database =
                JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()));
        account = employ();
    }

    private String employ() {
        UserRepresentation person = new UserRepresentation();
        person.setUsername(login);
        person.setEmail(mail);
        person.setEmailVerified(true);
        person.setFirstName("Quirin");
        person.setLastName("X" + login.substring(7));
        person.setEnabled(true);
        person.setAttributes(Map.of("manager", List.of("manager"), "department", List.of("sales")));
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue("demo");
        person.setCredentials(List.of(password));
        String id = CreatedResponseUtil.getCreatedId(realm.users().create(person));
        realm.users()
                .get(id)
                .roles()
                .realmLevel()
                .add(List.of(realm.roles().get("expense-requester").toRepresentation()));
        return id;
    }

    @AfterEach
    void close() {
        realm.users().get(account).remove();
        keycloak.close();
    }

    @Test
    void anErasedPersonIsNowhereButWhereTheAnswerSays() throws Exception {
        Reports reports = Reports.granted(stack);
        String run = reports.handIn(login, "Dinner with " + mail, 12_000);
        assertThat(erase().statusCode()).as("while the report is open").isEqualTo(409);
        reports.decide("manager", run, "approve", null);
        assertThat(reports.as("operator").ended(run).path("outcome").asString()).isEqualTo("PAID");
        assertThat(tables()).contains("run.variables", "approval.requester", "effect.request");

        // Events of the end are sent, and the engine's records are read, a moment later.
        HttpResponse<String> answer = await("an erasure").until(this::erase, it -> it.statusCode() != 409);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Set<String> stays = JSON.readTree(answer.body())
                .path("stays")
                .valueStream()
                .map(stay -> stay.path("where").asString())
                .collect(Collectors.toSet());
        assertThat(stays).containsAll(tables());
        assertThat(stays)
                .containsAll(topics(login, mail).stream()
                        .map(topic -> "Kafka, topic " + topic)
                        .toList());
        assertThat(topics(run)).as("where the reader finds the run itself").isNotEmpty();
        if (isInSearchStorage()) {
            assertThat(stays).contains("Operate and Tasklist");
        }
        if (isInLogs()) {
            assertThat(stays).contains("logs");
        }
        assertThat(stays).contains("Keycloak", "the partner of expense.pay-out", "run.asked_by");
        assertThat(reports.as("auditor").get("/api/audit/runs/" + run).body()).doesNotContain(login);
    }

    private HttpResponse<String> erase() {
        return OnboardingClient.as("privacy", stack)
                .post(
                        "/api/audit/people/erasures",
                        "application/json",
                        JSON.writeValueAsString(Map.of("person", login, "reason", "asked for it")),
                        null);
    }

    private Set<String> tables() {
        return PlantedNames.in(database, login, mail);
    }

    /** All topics of Kafka, from their beginnings. */
    private Set<String> topics(String... words) {
        Set<String> found = new HashSet<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.url(Part.KAFKA)),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(part -> new TopicPartition(part.topic(), part.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (Stream.of(words).anyMatch((message.key() + message.value())::contains)) {
                        found.add(message.topic());
                    }
                });
            }
        }
        return found;
    }

    private boolean isInSearchStorage() throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(stack.url(Part.OPENSEARCH) + "/_search?size=0&q=*" + login + "*"))
                                .build(),
                        BodyHandlers.ofString());
        JsonNode hits = JSON.readTree(answer.body()).path("hits").path("total").path("value");
        assertThat(hits.isNumber()).as(answer.body()).isTrue();
        return hits.asInt() > 0;
    }

    private boolean isInLogs() throws IOException {
        try (Stream<Path> logs = Files.walk(stack.log(Part.APPLICATION).getParent())) {
            return logs.filter(Files::isRegularFile).anyMatch(this::hasName);
        }
    }

    private boolean hasName(Path file) {
        try {
            return names(new String(Files.readAllBytes(file), UTF_8));
        } catch (IOException e) {
            return false; // rolled meanwhile
        }
    }

    private boolean names(String text) {
        return text.contains(login) || text.contains(mail);
    }
}
