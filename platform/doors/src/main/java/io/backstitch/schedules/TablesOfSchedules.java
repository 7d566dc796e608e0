package io.backstitch.schedules;

import io.backstitch.tables.Kind;
import io.backstitch.tables.Leftover;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** Plans, and what they missed. */
@Component
class TablesOfSchedules implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("schedule").with(Kind.FREE, "name"),
                Store.of("schedule_plan").with(Kind.FREE, "name", "plan"),
                Store.of("schedule_misfire").with(Kind.FREE, "schedule", "reason"));
    }

    @Override
    public List<Leftover> leftovers() {
        return List.of(new Leftover("schedule_misfire", "own.found_at < :before"));
    }
}
