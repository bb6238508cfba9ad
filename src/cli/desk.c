#include "cli/desk.h"

#include <stdio.h>

bool desk_open(Arena *arena, const Wishes *wishes, Desk *desk, Error *error) {
    House house;
    Learner learner;
    Clock clock = house_clock();
    *desk = (Desk){0};
    if (!house_find(arena, wishes, &house, error) || !(desk->bank = bank_load(house.bank, error)) ||
        !(desk->store = store_open(house.db, &clock, error)) || !learner_local(desk->store, arena, &learner, error))
        return false;
    desk->bus = bus_new();
    desk->learner = learner.id;
    CoachOptions with = {.bank = desk->bank, .store = desk->store, .bus = desk->bus, .clock = clock};
    return (desk->coach = coach_start(&with, error)) != NULL;
}

void desk_close(Desk *desk) {
    coach_stop(desk->coach);
    if (desk->bus) bus_free(desk->bus);
    store_close(desk->store);
    bank_free(desk->bank);
}

const char *desk_share(Arena *arena, double share) { return arena_printf(arena, "%.0f of 100", 100 * share); }
