//! Compression, done once for each rendering.

use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Below this size in bytes compression saves less than its header costs.
const LEAST: usize = 256;

/// Brotli's quality and window: about 100 MB/s, a fifth smaller than gzip.
const BROTLI_QUALITY: u32 = 5;
const BROTLI_WINDOW: u32 = 22;
const BROTLI_BUFFER: usize = 16 * 1024;
const GZIP_LEVEL: u32 = 6;

/// Compresses with gzip; `None` when it does not pay.
pub(super) fn gzip(body: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(
        Vec::with_capacity(body.len() / 4),
        Compression::new(GZIP_LEVEL),
    );
    encoder.write_all(body).ok()?;
    smaller(encoder.finish().ok()?, body)
}

/// Compresses with brotli; `None` when it does not pay.
pub(super) fn brotli(body: &[u8]) -> Option<Bytes> {
    let mut out = Vec::with_capacity(body.len() / 4);
    {
        let mut writer =
            brotli::CompressorWriter::new(&mut out, BROTLI_BUFFER, BROTLI_QUALITY, BROTLI_WINDOW);
        writer.write_all(body).ok()?;
    }
    smaller(out, body)
}

fn smaller(out: Vec<u8>, body: &[u8]) -> Option<Bytes> {
    (body.len() >= LEAST && out.len() < body.len()).then(|| Bytes::from(out))
}
