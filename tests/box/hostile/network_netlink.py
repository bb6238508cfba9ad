# expect: forbidden the network
def run():
    try:
        attempt()
    except BaseException:
        pass
    return True

def attempt():
    import socket
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
