"""measure.py RUNS COMMAND... -- COMMAND...: medians of several commands, run in turns, so that what else the machine
does hits all alike. Prints a line for each: wall ms, cpu ms, peak MB (sum of the proportional set sizes of the process and
its children, sampled as fast as /proc allows)."""
import os
import resource
import statistics
import subprocess
import sys
import threading
import time

runs, commands = int(sys.argv[1]), [[]]
for word in sys.argv[2:]:
    if word == "--":
        commands.append([])
    else:
        commands[-1].append(word)


def tree_kb(root):
    """Of the process and all below it; a page that n of them share counts 1/n in each."""
    parent, total = {}, 0
    for pid in os.listdir("/proc"):
        if pid.isdigit():
            try:
                parent[int(pid)] = int(open("/proc/%s/stat" % pid).read().rpartition(")")[2].split()[1])
            except OSError:
                pass
    for pid in parent:
        above = pid
        while above in parent and above != root:
            above = parent[above]
        if above != root:
            continue
        try:
            for line in open("/proc/%d/smaps_rollup" % pid):
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        except OSError:
            pass
    return total


def once(command, sample):
    peak, stop = [0], threading.Event()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    p = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def watch():
        while not stop.wait(0.002):
            peak[0] = max(peak[0], tree_kb(p.pid))

    t = threading.Thread(target=watch)
    if sample:
        t.start()
    p.wait()
    wall = time.perf_counter() - start
    stop.set()
    if sample:
        t.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall * 1e3, cpu * 1e3, peak[0] / 1024


for command in commands:  # warm
    once(command, False)
rows = [[] for _ in commands]
for _ in range(runs):
    for i, command in enumerate(commands):
        rows[i].append(once(command, False))
for i, command in enumerate(commands):
    memory = max(once(command, True)[2] for _ in range(2))
    print("%.2f %.2f %.1f" % (statistics.median(r[0] for r in rows[i]), statistics.median(r[1] for r in rows[i]), memory))
