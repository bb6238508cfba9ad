# expect: ok
import csv, json, os, pickle, sqlite3, tempfile

def run():
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/a.json", "w") as file:
            json.dump([1], file)
        with open(folder + "/a.pickle", "wb") as file:
            pickle.dump({"a": 1}, file)
        os.rename(folder + "/a.json", folder + "/b.json")
    database = sqlite3.connect(":memory:")
    return database.execute("select 1 + 1").fetchone() == (2,)
