//! HTTP by hand, for what no client would do.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection.
pub(crate) struct Wire {
    stream: TcpStream,
    unread: Vec<u8>,
}

/// A request with the token as bytes.
pub(crate) fn request(method: &str, path: &str, token: &str, body: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: x.test\r\nAuthorization: OAuth {token}\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

impl Wire {
    pub(crate) async fn connect(address: &str) -> std::io::Result<Self> {
        Ok(Self {
            stream: TcpStream::connect(address).await?,
            unread: Vec::new(),
        })
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.stream.write_all(bytes).await
    }

    /// Says that nothing more is sent.
    pub(crate) async fn end(&mut self) -> std::io::Result<()> {
        self.stream.shutdown().await
    }

    /// Reads one answer with a `Content-Length`: status and body.
    pub(crate) async fn answer(&mut self) -> std::io::Result<(u16, String)> {
        loop {
            if let Some(answer) = self.parse() {
                return Ok(answer);
            }
            let mut buffer = vec![0; 16 * 1024];
            let read = self.stream.read(&mut buffer).await?;
            if read == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            self.unread.extend_from_slice(&buffer[..read]);
        }
    }

    fn parse(&mut self) -> Option<(u16, String)> {
        let end = self
            .unread
            .windows(4)
            .position(|four| four == b"\r\n\r\n")?
            + 4;
        let head = String::from_utf8_lossy(&self.unread[..end]).to_ascii_lowercase();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let length: usize = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length:"))
            .map_or(0, |value| value.trim().parse().expect("a length"));
        if self.unread.len() < end + length {
            return None;
        }
        let body = String::from_utf8_lossy(&self.unread[end..end + length]).into_owned();
        self.unread.drain(..end + length);
        Some((status, body))
    }

    /// Waits until the other side ends the connection and says how long that took; what it still sends
    /// is passed over.
    pub(crate) async fn closed_within(&mut self, most: Duration) -> Option<Duration> {
        let started = Instant::now();
        let ended = tokio::time::timeout(most, async {
            let mut buffer = [0; 4096];
            while self
                .stream
                .read(&mut buffer)
                .await
                .is_ok_and(|read| read > 0)
            {}
        });
        ended.await.ok().map(|()| started.elapsed())
    }
}
