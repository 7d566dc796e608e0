package io.backstitch.stack.torture.insider;

import java.net.URI;
import java.util.List;

/**
 * Where insiders find what they attack.
 *
 * @param applications the doors of all instances
 * @param kafka its bootstrap servers
 * @param database as its owner, for the judgement alone: no insider gets there
 * @param costCenter whose budget reports name
 * @param number of the torture: begins all that they put in
 */
public record InsiderSettings(
        List<URI> applications,
        URI keycloak,
        URI tasklist,
        URI operate,
        URI engine,
        URI sandbox,
        String kafka,
        String database,
        String costCenter,
        String number) {

    public InsiderSettings {
        applications = List.copyOf(applications);
    }
}
