# expect: time-limit, seconds 0.3
class Endless:
    def __repr__(self):
        while True:
            pass

def run():
    return Endless()
