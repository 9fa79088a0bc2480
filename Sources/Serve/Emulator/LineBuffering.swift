@preconcurrency import Glibc

/// Makes what is printed appear line by line, also where it is read through a pipe.
enum LineBuffering {
    static func begin() { setvbuf(stdout, nil, Int32(_IOLBF), 0) }
}
