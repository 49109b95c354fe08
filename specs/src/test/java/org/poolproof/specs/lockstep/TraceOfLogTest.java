package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.LogOfCalls;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.subject.ModelSubject;

/** A log whose addresses are those of the model becomes a trace that the model agrees with. */
class TraceOfLogTest {

  private static final long ARENA = 0x7f0000100000L;

  @TempDir Path folder;

  private byte[] trace(long answer) throws Exception {
    Path log =
        new LogOfCalls()
            .with(4, 0, 262_144, 0, ARENA)
            .with(0, 2, 5, 0, ARENA + 0x30)
            .with(1, 1, 3, 7, ARENA + 0x1030)
            .with(0, 0, 9, 0, 0x5000)
            .with(2, 2, ARENA + 0x30, 16, ARENA + 0x30)
            .with(2, 2, ARENA + 0x30, 600, 0x6000)
            .with(0, 2, 16, 0, answer)
            .with(3, 2, 0x6000, 0, 0)
            .with(3, 1, ARENA + 0x1030, 0, 0)
            .in(folder);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TraceOfLog.write(log, "sample", "nowhere", bytes);
    return bytes.toByteArray();
  }

  private static Difference replayed(byte[] trace) throws Exception {
    try (ScriptReader reader = ScriptReader.open("trace", new ByteArrayInputStream(trace));
        ModelSubject model = new ModelSubject(reader.header().geometry())) {
      return Replay.run(reader, model, Level.PLACEMENT, Long.MAX_VALUE, count -> true).difference();
    }
  }

  @Test
  void traceSaysWhatTheLogSays() throws Exception {
    byte[] trace = trace(ARENA + 0x30);
    String text = new String(trace, StandardCharsets.ISO_8859_1);
    assertEquals(
        """
        PAT1
        format: pat 1
        name: sample
        python: 3.9.18
        platform: nowhere
        ops: 8
        blocks: 4
        ops_by_kind: calloc=1 free=2 malloc=3 realloc_inplace=1 realloc_moved=1
        threads: 2
        live_peak_bytes: 646
        live_peak_blocks: 4
        peak_at_op: 6
        live_at_end_blocks: 2
        live_at_end_bytes: 25
        bytes_requested: 51
        share_small_count: 1.0000
        share_small_bytes: 1.0000
        lifetime_ops: p10=6 p50=6 p90=6 p99=6 max=6 never_freed=2
        dropped_unknown_frees: 0
        unknown_reallocs: 0
        implicit_frees: 0
        arena_size: 262144
        arenas_allocated: 1
        arenas_freed: 0
        arenas_highwater: 1
        arena_bases: 7f0000100000
        pymalloc_served: 4
        """,
        text.substring(0, text.indexOf("addr_hash")));
    assertNull(replayed(trace));
  }

  @Test
  void anotherAddressIsAnotherHash() throws Exception {
    Difference difference = replayed(trace(ARENA + 0x40));
    assertEquals(Difference.Rule.SUMMARY, difference.rule());
  }
}
