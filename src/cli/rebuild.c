/* viva rebuild: reviews and cards are a fold over the log; this folds it again. What comes out is what was there, unless a table was damaged or the fold has changed. */
#include "cli/cli.h"
#include "cli/house.h"
#include "coach/memory.h"

#include <stdio.h>

int command_rebuild(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    bool as_json = false;
    const Option options[] = {{"json", NULL, "print JSON", NULL, &as_json},
                              {"db", "URL", "the database", &wishes.db, NULL},
                              {"bank", "DIR", "the bank", &wishes.bank, NULL}};
    int rest, status;
    if (!command_begin("rebuild", options, sizeof options / sizeof *options, argc, argv, 0, 0, &rest, &status)) return status;
    Error error = {0};
    House house;
    Learner learner;
    Rebuilt made;
    Clock clock = house_clock();
    Store *store = house_find(arena, &wishes, &house, &error) ? store_open(house.db, &clock, &error) : NULL;
    bool fine = store && learner_local(store, arena, &learner, &error) && memory_rebuild(store, learner.id, &made, &error);
    store_close(store);
    if (!fine) return tell_error(&error, as_json);
    if (as_json)
        print_json(json_pack("{s:I, s:I, s:I}", "events", (json_int_t)made.events, "reviews", (json_int_t)made.reviews, "cards",
                             (json_int_t)made.cards));
    else
        printf("%zu events read: %zu reviews, %zu cards\n", made.events, made.reviews, made.cards);
    return EXIT_FINE;
}
