# expect: forbidden the network
def run():
    try:
        attempt()
    except BaseException:
        pass
    return True

def attempt():
    import socket
    socket.create_connection(('127.0.0.1', 80), timeout=1)
