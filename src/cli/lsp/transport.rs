//! Messages as they travel: a head with the length, then JSON.
//!
//! The head comes from whoever started the server. A length beyond all reason, a body that is no JSON or a stream that ends in the middle must cost no more than that message;
//! a library that makes room for as many bytes as it is promised, or ends at the first faulty message, would not do.

use std::io::{self, BufRead, Read as _, Write};

use serde_json::Value;

/// Most bytes of a message: a document of the largest size that is read, every character of it escaped, and room for the rest.
const MOST: u64 = 512 << 20;
/// Most bytes of a head.
const HEAD: u64 = 16 << 10;

/// What came in.
#[derive(Debug, PartialEq)]
pub(super) enum Incoming {
    /// A message.
    Message(Value),
    /// A body that is no JSON, or is too long; why.
    Faulty(String),
}

/// The next message; `None` at the end of the stream, or where no head can be made out any more.
///
/// # Errors
/// If the stream cannot be read.
pub(super) fn read(stream: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let Some(length) = head(stream)? else { return Ok(None) };
    if length > MOST {
        let passed = io::copy(&mut stream.take(length), &mut io::sink())?;
        let fault = format!("a message of {length} bytes is too long");
        return Ok((passed == length).then_some(Incoming::Faulty(fault)));
    }
    // Grows with what comes, not with what was promised.
    let mut body = Vec::new();
    if stream.take(length).read_to_end(&mut body)? as u64 != length {
        return Ok(None);
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(message) => Incoming::Message(message),
        Err(error) => Incoming::Faulty(error.to_string()),
    }))
}

/// The length that a head tells. Lines before it that belong to no head are passed over.
fn head(stream: &mut impl BufRead) -> io::Result<Option<u64>> {
    let (mut length, mut line, mut passed) = (None, Vec::new(), 0);
    loop {
        line.clear();
        let read = stream.by_ref().take(HEAD).read_until(b'\n', &mut line)? as u64;
        passed += read;
        if read == 0 || passed > HEAD {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        match text.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().ok();
            }
            None if text.is_empty() && length.is_some() => return Ok(length),
            _ => {}
        }
    }
}

/// Writes a message.
///
/// # Errors
/// If the stream cannot be written.
pub(super) fn write(stream: &mut impl Write, message: &Value) -> io::Result<()> {
    let body = message.to_string();
    write!(stream, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut bytes: &[u8]) -> Vec<Incoming> {
        std::iter::from_fn(|| read(&mut bytes).expect("memory can be read")).collect()
    }

    fn message(body: &str) -> Vec<u8> {
        format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    }

    #[test]
    fn messages_come_one_by_one_whatever_stands_in_the_head() {
        let one = Incoming::Message(serde_json::json!({"id": 1}));
        let mut stream = message("{\"id\":1}");
        stream.extend(
            b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:  8 \r\n\r\n{\"id\":1}",
        );
        stream.extend(b"Content-Length: 8\n\n{\"id\":1}");
        assert_eq!(all(&stream).len(), 3);
        assert!(all(&stream).iter().all(|message| *message == one));
    }

    #[test]
    fn a_faulty_body_costs_one_message_only() {
        for body in ["{", "", "\u{0}", "{\"a\":1}x", "[[[[[[["] {
            let stream = [message(body), message("2")].concat();
            let read = all(&stream);
            assert!(matches!(read[..], [Incoming::Faulty(_), Incoming::Message(_)]), "{body:?}: {read:?}");
        }
        let deep = "[".repeat(100_000);
        assert!(matches!(all(&message(&deep))[..], [Incoming::Faulty(_)]));
    }

    #[test]
    fn a_stream_that_ends_too_soon_or_has_no_head_ends() {
        for stream in [
            &b""[..],
            b"Content-Length: 10\r\n\r\n{}",
            b"Content-Length: 18446744073709551615\r\n\r\n{}",
            b"Content-Length: 999999999999\r\n\r\n{}",
            b"Content-Length: -1\r\n\r\n{}",
            b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            &[b'x'; 100_000],
            &[0xff, b'\n'],
        ] {
            assert!(all(stream).is_empty());
        }
    }

    #[test]
    fn what_is_written_can_be_read() {
        let value = serde_json::json!({"text": "é\r\n\u{1f600}"});
        let mut stream = Vec::new();
        write(&mut stream, &value).expect("written");
        assert_eq!(all(&stream), [Incoming::Message(value)]);
    }
}
