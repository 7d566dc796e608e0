package io.backstitch.workers.searchindex;

/** What the model of the process searchindex calls by name. */
final class SearchIndex {

    static final String REFUSED = "searchindex.refused";

    private SearchIndex() {}
}
