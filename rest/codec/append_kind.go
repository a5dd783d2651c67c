package codec

// AppendInt8 is [AppendInt] for int8.
func AppendInt8(b []byte, v int8) []byte { return AppendInt(b, int64(v)) }

// AppendUint8 is [AppendUint] for uint8.
func AppendUint8(b []byte, v uint8) []byte { return AppendUint(b, uint64(v)) }

// AppendInt16 is [AppendInt] for int16.
func AppendInt16(b []byte, v int16) []byte { return AppendInt(b, int64(v)) }

// AppendUint16 is [AppendUint] for uint16.
func AppendUint16(b []byte, v uint16) []byte { return AppendUint(b, uint64(v)) }

// AppendInt32 is [AppendInt] for int32.
func AppendInt32(b []byte, v int32) []byte { return AppendInt(b, int64(v)) }

// AppendUint32 is [AppendUint] for uint32.
func AppendUint32(b []byte, v uint32) []byte { return AppendUint(b, uint64(v)) }

// AppendInt64 is [AppendInt] for int64.
func AppendInt64(b []byte, v int64) []byte { return AppendInt(b, v) }

// AppendUint64 is [AppendUint] for uint64.
func AppendUint64(b []byte, v uint64) []byte { return AppendUint(b, v) }

// AppendInt64String is [AppendInt64] between quotes that are the caller's.
func AppendInt64String(b []byte, v int64) []byte { return AppendInt(b, v) }

// AppendUint64String is [AppendUint64] between quotes that are the caller's.
func AppendUint64String(b []byte, v uint64) []byte { return AppendUint(b, v) }
