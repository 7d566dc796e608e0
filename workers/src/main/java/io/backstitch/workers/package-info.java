/** This repository's application: one package for each process, and for each partner. What is here, a team in its own repository could have written. */
@NullMarked
package io.backstitch.workers;

import org.jspecify.annotations.NullMarked;
