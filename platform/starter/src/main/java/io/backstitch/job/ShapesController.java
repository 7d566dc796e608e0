package io.backstitch.job;

import io.backstitch.security.DoorRules;
import io.backstitch.security.Viewer;
import io.backstitch.web.Listing;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells whoever deploys the next version what open runs hold, so that it can say whether it would go on with them. */
@RestController
class ShapesController {

    @Bean
    static DoorRules shapeDoors() {
        return new DoorRules(DoorRules.viewers(Viewer::all, HttpMethod.GET, "/api/effects/shapes"));
    }

    private final HeldShapesQuery shapes;

    ShapesController(HeldShapesQuery shapes) {
        this.shapes = shapes;
    }

    @Listing
    @GetMapping("/api/effects/shapes")
    @Operation(
            summary = "What the requests and receipts of open runs are made of",
            description =
                    "Names and types of components, and how many effects have them; nothing of what is in them. For backstitch check --against")
    HeldShapes shapes() {
        return shapes.all();
    }
}
