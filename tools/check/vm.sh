# The box on a kernel whose control groups are version 2 with every controller: Debian's own, booted under qemu, with this file system shared read-only.
#
# Outside the default run, since it fetches a kernel (once, into build/vm) and emulates a machine: about ten minutes. The kernel is unpacked, not
# installed. An initramfs made here loads what 9p needs, mounts this machine's files at the same paths, gives them a tmpfs on /tmp and /run, mounts
# cgroup2, and runs there the tests of group.c and those hostile programs that are about resources.
. "$root/tools/check/lib.sh"

place=$root/build/vm
vm_build=$place/build
python=$(viva_python)
suite="cpu memory processes files output wall leaves honest recursion result_broadcast"

fetch_kernel() {
    [ -e "$place/kernel" ] && return 0
    rm -rf "$place/fetched"; mkdir -p "$place/fetched"
    image=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image/ { print $2; exit }')
    [ -n "$image" ] || { echo "apt-cache knows no linux-image-amd64"; return 1; }
    (cd "$place/fetched" && apt-get -qq -o APT::Sandbox::User=root download "$image" busybox-static) || return 1
    for package in "$place"/fetched/*.deb; do dpkg -x "$package" "$place/fetched/tree" || return 1; done
    mv "$place/fetched/tree" "$place/kernel"
}

# The programs by name, since the suite knows no patterns.
programs() {
    for family in $suite; do
        for file in "$root/tests/box/hostile/$family"*.py; do basename "$file" .py; done
    done | tr '\n' ' '
}

# Process 1 of the initramfs: makes this machine's files the root (a chroot would not do: entering a mount namespace leads out of it).
init() {
    cat <<END
#!/bin/sh
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
for module in virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci netfs fscache 9pnet 9pnet_virtio 9p; do
    insmod /modules/\$module.ko
done
mount -t 9p -o ro,trans=virtio,version=9p2000.L,cache=loose,msize=262144 host /host || { echo "vm: no files"; poweroff -f; }
mount --bind /host$root /tree
mount -t tmpfs -o mode=1777 tmp /host/tmp; mount -t tmpfs tmp /host/run
mkdir -p /host$root && mount --bind /tree /host$root
cp /tests /host/run/tests; umount /proc /sys /dev
exec switch_root /host /run/tests
END
}

# What becomes process 1 after it.
tests() {
    cat <<END
#!/bin/sh
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev; mount -t cgroup2 cgroup2 /sys/fs/cgroup
exec </dev/console >/dev/console 2>&1
echo "+memory +pids +cpu" >/sys/fs/cgroup/cgroup.subtree_control
echo "vm: \$(uname -r), controllers: \$(cat /sys/fs/cgroup/cgroup.controllers)"
cd $vm_build
src/box/viva-box --runtime runtime/python --python $python --doctor | tr , '\n' | grep -A 3 'control groups'
tests/box/test_group; one=\$?
HOSTILE_SLOWNESS=20 tests/box/test_hostile src/box/viva-box runtime/python $python $root/tests/box/hostile $(programs); two=\$?
echo "vm: ended \$one \$two"
echo o >/proc/sysrq-trigger
sleep 60
END
}

make_initramfs() {
    tree=$place/initramfs
    rm -rf "$tree"
    mkdir -p "$tree/bin" "$tree/modules" "$tree/host" "$tree/tree" "$tree/proc" "$tree/sys" "$tree/dev" || return 1
    cp "$place/kernel/bin/busybox" "$tree/bin/busybox" || return 1
    for applet in sh mount umount mkdir cp insmod switch_root poweroff; do ln -s busybox "$tree/bin/$applet"; done
    find "$place/kernel/lib/modules" \( -name 'virtio*.ko' -o -name '9p*.ko' -o -name netfs.ko -o -name fscache.ko \) -exec cp {} "$tree/modules" \;
    init >"$tree/init" && tests >"$tree/tests" && chmod 755 "$tree/init" "$tree/tests" || return 1
    (cd "$tree" && find . | cpio -o -H newc --quiet | gzip -1) >"$place/initramfs.gz"
}

boots() {
    timeout "${VM_SECONDS:-1800}" qemu-system-x86_64 -accel tcg,thread=multi -smp 2 -m 3072 -cpu max -nographic -no-reboot -nic none \
        -kernel "$place"/kernel/boot/vmlinuz-* -initrd "$place/initramfs.gz" \
        -append "console=ttyS0 quiet panic=1 cgroup_no_v1=all mitigations=off lsm=landlock" \
        -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap </dev/null | tee "$place/console"
    grep -q '^vm: ended' "$place/console"
}
grouped() { grep -q 'version 2: memory' "$place/console"; }
passed() { grep -q '^vm: ended 0 0' "$place/console"; }

build "$vm_build" --buildtype=debug
try "a kernel was fetched" fetch_kernel
try "an initramfs was made" make_initramfs
try "the machine came up and ran the tests" boots
try "the box uses groups of version 2 there" grouped
try "the tests passed there" passed
total
