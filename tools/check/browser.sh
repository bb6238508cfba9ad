# What a person does, in Chromium.
. "$root/tools/check/lib.sh"
release
node tests/browser/run.mjs --viva "$root/build/viva"
