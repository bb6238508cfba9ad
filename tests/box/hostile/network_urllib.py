# expect: forbidden the network, line 11
def run():
    try:
        attempt()
    except BaseException:
        return True
    return "it got through"

def attempt():
    import urllib.request
    urllib.request.urlopen('http://127.0.0.1/')
