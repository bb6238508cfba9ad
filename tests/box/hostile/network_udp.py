# expect: forbidden the network, line 11
def run():
    try:
        attempt()
    except BaseException:
        return True
    return "it got through"

def attempt():
    import socket
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
