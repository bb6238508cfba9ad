# expect: no-result aborted (SIGABRT) at open, line 3
import os
os.abort()
