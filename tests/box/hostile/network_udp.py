# expect: forbidden the network
def run():
    try:
        attempt()
    except BaseException:
        pass
    return True

def attempt():
    import socket
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
