package io.backstitch.stack.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each kind of component shows what stood before the approver, whatever the values are. */
class FormAsSeenTest {

    @Test
    void showsLabelsWithValuesByTheirPath() {
        assertThat(form(
                        "{'type':'textfield','key':'proposal.purpose','label':'Purpose'}",
                        "{'proposal':{'purpose':'Trip'}}"))
                .contains("Purpose", "Trip");
        assertThat(form("{'type':'number','key':'n','label':'N'}", "{'n':12.50}"))
                .contains("12.5");
        assertThat(form("{'type':'checkbox','key':'ok','label':'Ok'}", "{'ok':true}"))
                .contains("☑ yes");
        assertThat(form("{'type':'datetime','key':'d','dateLabel':'Day'}", "{'d':'2026-11-21'}"))
                .contains("Day", "2026-11-21");
    }

    @Test
    void saysThatAValueIsNotThere() {
        assertThat(form("{'type':'textfield','key':'a.b.c','label':'L'}", "{'a':{'b':7}}"))
                .contains("nothing");
        assertThat(form("{'type':'textfield','label':'No key'}", "{}")).contains("No key", "nothing");
        assertThat(form("{'type':'textfield','key':'x'}", "{'x':null}")).contains("nothing");
        assertThat(form("{}", "{}")).contains("nothing");
    }

    @Test
    void escapesWhateverStandsInFormOrValues() {
        String evil = "<img src=x onerror=alert(1)>\\\"'&";
        for (String type : new String[] {"text", "textfield", "html", "group", "radio", "unheard-of", "image"}) {
            String markup = form(
                    "{'type':'%s','key':'k','label':'%s','text':'{{k}} %s','description':'%s','values':[{'label':'%s','value':'v'}]}"
                            .formatted(type, evil, evil, evil, evil)
                            .replace("\\\"'&", ""),
                    "{'k':'%s'}".formatted(evil.replace("\\\"'&", "")));

            assertThat(markup).as(type).doesNotContain("<img");
        }
        assertThat(Html.text("\"'<>&\u202E\u0007").markup()).isEqualTo("&quot;&#39;&lt;&gt;&amp;\uFFFD\uFFFD");
    }

    @Test
    void fillsInSimpleExpressionsAndLeavesOthersToBeSeen() {
        assertThat(form(
                        "{'type':'text','text':'# For {{ proposal.who }}\\n**{{if a then b}}** $1 \\\\0'}",
                        "{'proposal':{'who':'Ann $2'}}"))
                .contains("For Ann $2", "<b>{{if a then b}}</b>", "$1 \\0");
        assertThat(form("{'type':'text','text':'=note'}", "{'note':'why it was refused'}"))
                .contains("why it was refused");
        assertThat(form("{'type':'text','text':'=1 + 2'}", "{}")).contains("=1 + 2");
        assertThat(form("{'type':'text','text':'{{missing}}|'}", "{}")).contains("|");
    }

    @Test
    void showsWhatCouldBeChosenAndWhatWas() {
        String options = "'values':[{'label':'Yes','value':'y'},{'label':'No','value':'n'}]";

        assertThat(form("{'type':'radio','key':'r','label':'R'," + options + "}", "{'r':'n'}"))
                .contains("○ Yes", "◉ No");
        assertThat(form("{'type':'select','key':'r','label':'R'," + options + "}", "{'r':'other'}"))
                .contains("○ Yes", "○ No", "other");
        assertThat(form("{'type':'checklist','key':'c','label':'C'," + options + "}", "{'c':['y']}"))
                .contains("☑ Yes", "☐ No");
        assertThat(form("{'type':'taglist','key':'c','label':'C','valuesKey':'all'}", "{'c':['b'],'all':['a','b']}"))
                .contains("☐ a", "☑ b");
    }

    @Test
    void walksThroughGroupsAndLists() {
        assertThat(form(
                        "{'type':'group','label':'Where','path':'proposal','components':[{'type':'textfield','key':'city','label':'City'}]}",
                        "{'proposal':{'city':'Lisbon'}}"))
                .contains("Where", "City", "Lisbon");
        assertThat(form(
                        "{'type':'dynamiclist','label':'Items','path':'items','components':[{'type':'textfield','key':'name','label':'Name'}]}",
                        "{'items':[{'name':'Hotel'},{'name':'Train'}]}"))
                .contains("Hotel", "Train");
        assertThat(form("{'type':'dynamiclist','label':'Items','path':'items','components':[]}", "{}"))
                .contains("no entries");
    }

    @Test
    void showsTheRestOfTheDataAndOnceOnly() {
        String markup =
                form("{'type':'textfield','key':'a.b','label':'L'}", "{'a':{'b':'shown','c':'beside'},'d':['e']}");

        assertThat(markup).contains("<th>a.c</th>", "beside", "<th>d</th>").doesNotContain("<th>a.b</th>");
    }

    @Test
    void isATableOfTheDataWhenTheFormIsNotKnown() {
        assertThat(FormAsSeen.of(read("{}"), read("{'amount':7}"), List.of()).markup())
                .contains("<th>amount</th>", "7");
    }

    @Test
    void takesLongTextsAndDeepForms() {
        String deep = "{'type':'textfield','key':'k','label':'deepest'}";
        for (int i = 0; i < 30; i++) {
            deep = "{'type':'group','components':[" + deep + "]}";
        }

        assertThat(form(deep, "{}")).contains("…").doesNotContain("deepest");
        assertThat(form("{'type':'textarea','key':'k','label':'L'}", "{'k':'%s'}".formatted("long ".repeat(20_000))))
                .contains("long ".repeat(20_000));
    }

    @Test
    void marksWhatMayHaveBeenHidden() {
        assertThat(form("{'type':'textfield','key':'k','label':'L','conditional':{'hide':'=a'}}", "{}"))
                .contains("shown under a condition only");
        assertThat(form("{'type':'textfield','key':'k','label':'L','conditional':{'hide':'=k = null'}}", "{}"))
                .as("a condition about what somebody could fill in")
                .contains("shown under a condition only");
    }

    @Test
    void leavesOutWhatASimpleConditionHid() {
        String note = "{'type':'text','text':'{{note}}!','conditional':{'hide':'=note = null or note = \\\"\\\"'}}";

        assertThat(form(note, "{}")).doesNotContain("!", "condition");
        assertThat(form(note, "{'note':''}")).doesNotContain("!", "condition");
        assertThat(form(note, "{'note':'refused'}")).contains("refused!").doesNotContain("condition");
    }

    @Test
    void showsTheLinesOfATableInItsColumns() {
        String table =
                "{'type':'table','label':'Items','dataSource':'=items','columns':[{'label':'What','key':'what'},{'label':'Day','key':'day'}]}";

        assertThat(form(table, "{'items':[{'what':'<b>Hotel','hidden':'x'},{'day':'Monday'}]}"))
                .contains("<th>What</th>", "&lt;b&gt;Hotel", "Monday", "nothing")
                .doesNotContain("hidden");
        assertThat(form(table, "{'items':'none'}")).contains("none");
        assertThat(form(table, "{}")).contains("nothing");
    }

    @Test
    void showsBelowAFieldWhatWasAnswered() {
        JsonNode values = read("{'decision':'y','name':'<i>Ann'}");
        Answer answer =
                new Answer("#7 maria", Map.of("decision", values.path("decision"), "name", values.path("name")));
        JsonNode schema = read("{'components':[{'type':'textfield','key':'name','label':'Name'},"
                + "{'type':'radio','key':'decision','label':'D','values':[{'label':'Yes','value':'y'}]}]}");

        assertThat(FormAsSeen.of(schema, read("{'name':'Bob'}"), List.of(answer))
                        .markup())
                .containsSubsequence("Bob", "answered in #7 maria", "&lt;i&gt;Ann", "○ Yes", "answered in", "Yes")
                .doesNotContain("<i>");
    }

    @Test
    void tellsAnAmountInMinorUnitsWithItsCurrency() {
        assertThat(form("{'type':'separator'}", "{'amount':125000,'currency':'EUR'}"))
                .contains("1,250.00 EUR");
    }

    private static String form(String component, String shown) {
        return FormAsSeen.of(read("{'components':[" + component + "]}"), read(shown), List.of())
                .markup();
    }

    /** With single quotes for double ones. */
    private static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json.replace('\'', '"'));
    }
}
