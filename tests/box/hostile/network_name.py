# expect: forbidden the network
def run():
    try:
        attempt()
    except BaseException:
        pass
    return True

def attempt():
    import socket
    socket.gethostbyname('localhost.localdomain')
