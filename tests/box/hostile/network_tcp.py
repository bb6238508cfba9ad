# expect: forbidden the network, line 11
def run():
    try:
        attempt()
    except BaseException:
        return True
    return "it got through"

def attempt():
    import socket
    socket.create_connection(('127.0.0.1', 80), timeout=1)
