# expect: forbidden the network
def run():
    try:
        attempt()
    except BaseException:
        pass
    return True

def attempt():
    import urllib.request
    urllib.request.urlopen('http://127.0.0.1/')
