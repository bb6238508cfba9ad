/* One look at a table a pair. */
#include "words/fluency.h"

#include "words/table.h"
#include "words/wordclass.h"

#include <math.h>

static int class_at(const Tokens *tokens, uint32_t at) {
    const Token *token = &tokens->items[at];
    return token->is_number && token->text[0] >= '0' && token->text[0] <= '9' ? CLASS_NUMBER : wordclass_of(token->text);
}

double fluency_of(const Tokens *tokens, uint32_t first, uint32_t last) {
    double sum = 0;
    size_t pairs = 0;
    int before = CLASS_START;
    for (uint32_t t = first; t <= last && t < tokens->count; t++) {
        int here = class_at(tokens, t);
        sum += table_follow[before * CLASS_COUNT + here];
        pairs++;
        bool ends = t == last || t + 1 == tokens->count || tokens->items[t + 1].sentence != tokens->items[t].sentence;
        if (ends) sum += table_follow[here * CLASS_COUNT + CLASS_END], pairs++;
        before = ends ? CLASS_START : here;
    }
    return pairs ? sum / (double)pairs / TABLE_FOLLOW_UNIT : 0;
}

double fluency_trust(double fluency, uint32_t words) {
    double slack = words ? 1 / sqrt((double)words) : 1, low = -0.5 - slack * 0.5, high = -0.15 - slack;
    if (high < low + 0.1) high = low + 0.1;
    return fluency <= low ? 0 : fluency >= high ? 1 : (fluency - low) / (high - low);
}
