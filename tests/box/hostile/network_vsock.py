# expect: forbidden the network
def run():
    try:
        attempt()
    except BaseException:
        pass
    return True

def attempt():
    import socket
    socket.socket(40, socket.SOCK_STREAM)
