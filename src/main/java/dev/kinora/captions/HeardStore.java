package dev.kinora.captions;

import static dev.kinora.schema.Tables.HEARD_PIECES;

import dev.kinora.captions.SpeechEngine.Heard;
import dev.kinora.platform.Db;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a machine has heard of a film whose captions it writes, as rows; all of it as the system. */
final class HeardStore {
    private static final TypeReference<List<Said>> SAID = new TypeReference<>() {};

    private final Db db;
    private final JsonMapper json;

    HeardStore(Db db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /**
     * What counts for a listening: what was heard of another file, by another machine or with another wish does not.
     *
     * @param asked for which language
     */
    record Wish(UUID caption, UUID edition, String engine, String asked) {
        private Condition its() {
            return HEARD_PIECES
                    .CAPTION_ID
                    .eq(caption)
                    .and(HEARD_PIECES.EDITION_ID.eq(edition))
                    .and(HEARD_PIECES.ENGINE.eq(engine))
                    .and(HEARD_PIECES.ASKED.eq(asked));
        }
    }

    /**
     * @param first sample of it
     * @param next sample after its last
     */
    record Piece(long first, long next, Heard heard) {}

    /** From the film's beginning without a gap; what does not count is deleted. */
    List<Piece> sofar(Wish wish) {
        return db.system(MadeCaptionStore.PART, sql -> {
            sql.deleteFrom(HEARD_PIECES)
                    .where(HEARD_PIECES.CAPTION_ID.eq(wish.caption()).andNot(wish.its()))
                    .execute();
            var pieces = new ArrayList<Piece>();
            for (var piece : sql.selectFrom(HEARD_PIECES)
                    .where(wish.its())
                    .orderBy(HEARD_PIECES.FIRST_SAMPLE)
                    .fetch(this::piece)) {
                if (piece.first() != (pieces.isEmpty() ? 0 : pieces.getLast().next())) {
                    break;
                }
                pieces.add(piece);
            }
            return pieces;
        });
    }

    private Piece piece(Record row) {
        return new Piece(
                row.get(HEARD_PIECES.FIRST_SAMPLE),
                row.get(HEARD_PIECES.NEXT_SAMPLE),
                new Heard(
                        Optional.ofNullable(row.get(HEARD_PIECES.LANGUAGE)),
                        json.readValue(row.get(HEARD_PIECES.SAID).data(), SAID)));
    }

    /** Of captions that were deleted meanwhile nothing is kept; what another worker heard of the same piece stays. */
    void keep(Wish wish, Piece piece) {
        db.system(
                MadeCaptionStore.PART,
                sql -> sql.execute(
                        """
                        insert into heard_pieces (caption_id, edition_id, engine, asked, first_sample, next_sample, language, said)
                        select c.id, e.id, {2}, {3}, {4}, {5}, {6}, {7} from captions c, editions e
                        where c.id = {0} and e.id = {1} for key share
                        on conflict do nothing""",
                        DSL.val(wish.caption()),
                        DSL.val(wish.edition()),
                        DSL.val(wish.engine()),
                        DSL.val(wish.asked()),
                        DSL.val(piece.first()),
                        DSL.val(piece.next()),
                        DSL.val(piece.heard().language().orElse(null), HEARD_PIECES.LANGUAGE),
                        DSL.val(JSONB.valueOf(
                                json.writeValueAsString(piece.heard().said())))));
    }

    /** Once nobody goes on with it. */
    void forget(UUID caption) {
        db.system(
                MadeCaptionStore.PART,
                sql -> sql.deleteFrom(HEARD_PIECES)
                        .where(HEARD_PIECES.CAPTION_ID.eq(caption))
                        .execute());
    }
}
