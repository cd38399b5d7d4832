package io.todosystem.eventing.consumer;

import io.todosystem.eventing.consumer.Incoming.Event;
import io.todosystem.eventing.consumer.Incoming.Unreadable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class EventReaderPropertyTest {
    private static final List<String> REQUIRED = List.of("ce_id", "ce_type", "ce_subject", "ce_sequence", "ce_time");

    @Property
    void an_event_is_read_as_it_was_written(
            @ForAll long most,
            @ForAll long least,
            @ForAll("texts") String type,
            @ForAll("texts") String subject,
            @ForAll long sequence,
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
            @ForAll @Size(max = 200) byte[] payload) {
        var record = record("key", payload);
        put(record, "ce_id", new UUID(most, least).toString());
        put(record, "ce_type", type);
        put(record, "ce_subject", subject);
        put(record, "ce_sequence", Long.toString(sequence));
        put(record, "ce_time", Instant.ofEpochSecond(second).toString());
        var event = event(record);
        assertThat(event.id()).isEqualTo(new UUID(most, least));
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.subject()).isEqualTo(subject);
        assertThat(event.sequence()).isEqualTo(sequence);
        assertThat(event.time()).isEqualTo(Instant.ofEpochSecond(second));
        assertThat(event.payload()).isEqualTo(payload);
    }

    /** Nearly right finds more than quite wrong: one header has other bytes, or comes again with them. */
    @Property(tries = 3_000)
    void a_header_that_is_wrong_makes_an_event_or_what_is_unreadable(
            @ForAll("names") String name, @ForAll("values") byte[] value, @ForAll boolean again) {
        var record = complete();
        if (!again) {
            record.headers().remove(name);
        }
        record.headers().add(name, value);
        assertEventOrUnreadable(EventReader.read(record));
    }

    @Property
    void whatever_a_record_holds_it_is_an_event_or_unreadable(
            @ForAll("keys") String key,
            @ForAll @Size(max = 10) List<@From("names") String> names,
            @ForAll("values") byte[] value) {
        var record = record(key, value);
        names.forEach(name -> record.headers().add(name, value));
        assertEventOrUnreadable(EventReader.read(record));
    }

    @Property
    void a_key_of_any_length_is_taken_or_unreadable(@ForAll @StringLength(max = 1_000) String key) {
        var record = new ConsumerRecord<>("topic", 0, 0, key, new byte[0]);
        complete().headers().forEach(record.headers()::add);
        assertThat(EventReader.read(record) instanceof Event).isEqualTo(key.length() <= 500 && key.indexOf('\0') < 0);
    }

    @Example
    void each_of_the_required_headers_is_missed() {
        for (var name : REQUIRED) {
            var record = complete();
            record.headers().remove(name);
            assertThat(EventReader.read(record))
                    .isInstanceOfSatisfying(Unreadable.class, unreadable -> assertThat(unreadable.reason())
                            .contains("no " + name));
        }
    }

    @Example
    void a_header_that_is_doubled_counts_as_it_came_last() {
        var record = complete();
        put(record, "ce_type", "the last");
        assertThat(event(record).type()).isEqualTo("the last");
    }

    @Example
    void a_megabyte_in_a_header_is_read() {
        var record = complete();
        record.headers().remove("ce_type").add("ce_type", "t".repeat(1 << 20).getBytes(UTF_8));
        assertThat(event(record).type()).hasSize(1 << 20);
    }

    /** It goes on with every event that this one causes, and a foreign one may be a megabyte of NUL. */
    @Property
    void a_correlation_id_is_plain_or_none(@ForAll("values") byte[] value) {
        var record = complete();
        record.headers().add("ce_correlationid", value);
        assertThat(event(record).correlationId()).matches("[A-Za-z0-9._-]{0,64}");
    }

    @Example
    void a_correlation_id_of_ours_is_kept() {
        var record = complete();
        put(record, "ce_correlationid", "a.B-1_");
        assertThat(event(record).correlationId()).isEqualTo("a.B-1_");
    }

    /** A producer may be ahead: its types are the handlers' to pass over, and what else it says is its own. */
    @Example
    void a_type_and_a_header_of_the_future_are_no_problem() {
        var record = complete();
        record.headers().remove("ce_type");
        put(record, "ce_type", "todo.task.teleported.v9");
        put(record, "ce_ofthefuture", "x");
        assertThat(event(record).type()).isEqualTo("todo.task.teleported.v9");
    }

    private static void assertEventOrUnreadable(Incoming incoming) {
        switch (incoming) {
            case Event(var _, var event) ->
                assertThat(event.type() + event.subject() + event.key())
                        .isNotEmpty()
                        .doesNotContain("\0");
            case Unreadable(var _, var reason) -> assertThat(reason).startsWith("not an event: ");
        }
    }

    private static ConsumedEvent event(ConsumerRecord<String, byte[]> record) {
        return ((Event) EventReader.read(record)).event();
    }

    private static ConsumerRecord<String, byte[]> complete() {
        var record = record("key", "{}".getBytes(UTF_8));
        put(record, "ce_id", new UUID(0, 1).toString());
        put(record, "ce_type", "type");
        put(record, "ce_subject", "subject");
        put(record, "ce_sequence", "1");
        put(record, "ce_time", "2026-11-30T09:00:00Z");
        return record;
    }

    private static ConsumerRecord<String, byte[]> record(String key, byte[] payload) {
        return new ConsumerRecord<>("topic", 0, 0, key, payload);
    }

    private static void put(ConsumerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange('\1', '\ud7ff')
                .withCharRange('\ue000', '\uffff')
                .ofMinLength(1)
                .ofMaxLength(50);
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings().ofMaxLength(20).injectNull(0.1);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(Arbitraries.of(REQUIRED), Arbitraries.of("ce_correlationid", "traceparent", ""));
    }

    @Provide
    Arbitrary<byte[]> values() {
        return Arbitraries.oneOf(
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
                        Arbitraries.of(
                                        "",
                                        "\0",
                                        "a\0b",
                                        "-",
                                        "1-1-1-1-1",
                                        "+1000000000-12-31T23:59:59.999999999Z",
                                        "2026-02-30T00:00:00Z",
                                        "2026-11-30T23:59:60Z",
                                        "9223372036854775808",
                                        "\u0663",
                                        "1".repeat(10_000))
                                .map(text -> text.getBytes(UTF_8)))
                .injectNull(0.05);
    }
}
