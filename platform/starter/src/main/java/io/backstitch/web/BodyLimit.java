package io.backstitch.web;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * How large the body of a request to one door may be, and how long all of it may take to arrive. A door with needs of its own brings one as a
 * bean; of several that fit the one with the longest path counts.
 *
 * @param path how the path of the door begins
 */
public record BodyLimit(String path, DataSize size, Duration time) {}
