//! PNG: decoded and written anew, with its palette and transparency and nothing else.

use std::io::Cursor;

use png::{Decoder, Encoder, Limits};

use super::Checked;
use crate::domain::problem::ImageProblem;
use crate::domain::{ImageFormat, ImageKind};

/// How a PNG begins (PNG 3rd edition §5.2).
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Most bytes that decoding may take: the pixels of the largest logo with 16 bits a channel, and room.
const DECODED_BYTES: usize = 16 * 1024 * 1024;

/// Where the width stands: after the signature, a length and the name of the first chunk.
const WIDTH_AT: usize = 16;

pub(super) fn check(kind: ImageKind, bytes: &[u8]) -> Result<Checked, ImageProblem> {
    check_pixels(kind, bytes)?;
    write_anew(bytes)
}

/// Checks width and height before anything is unpacked.
fn check_pixels(kind: ImageKind, bytes: &[u8]) -> Result<(), ImageProblem> {
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        Some(u32::from_be_bytes(four.try_into().ok()?))
    };
    let is_header = bytes.get(WIDTH_AT - 4..WIDTH_AT) == Some(b"IHDR");
    let (Some(width), Some(height), true) = (number(WIDTH_AT), number(WIDTH_AT + 4), is_header)
    else {
        return Err(ImageProblem::PngWithoutHeader);
    };
    let (max_width, max_height) = kind.most_pixels();
    if width > max_width || height > max_height {
        return Err(ImageProblem::TooManyPixels {
            width,
            height,
            max_width,
            max_height,
        });
    }
    Ok(())
}

/// Returns the transparent colour as its chunk has it: two bytes a channel (PNG specification, 11.3.2.1), of
/// which the decoder leaves one if the depth is small.
fn chunk_of(transparency: &[u8], color: png::ColorType) -> Vec<u8> {
    let channels = match color {
        png::ColorType::Grayscale => 1,
        png::ColorType::Rgb => 3,
        _ => return transparency.to_vec(),
    };
    if transparency.len() == channels {
        return transparency.iter().flat_map(|byte| [0, *byte]).collect();
    }
    transparency.to_vec()
}

/// Refuses what the library cannot read.
fn unreadable(error: &impl ToString) -> ImageProblem {
    ImageProblem::UnreadablePng {
        reason: error.to_string().into(),
    }
}

fn write_anew(bytes: &[u8]) -> Result<Checked, ImageProblem> {
    let limits = Limits {
        bytes: DECODED_BYTES,
    };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(|error| unreadable(&error))?;
    let size = reader
        .output_buffer_size()
        .filter(|size| *size <= DECODED_BYTES)
        .ok_or(ImageProblem::PngTooLarge)?;
    let mut pixels = vec![0; size];
    let frame = reader
        .next_frame(&mut pixels)
        .map_err(|error| unreadable(&error))?;
    pixels.truncate(frame.buffer_size());
    let info = reader.info();
    let mut body = Vec::new();
    let mut encoder = Encoder::new(&mut body, frame.width, frame.height);
    encoder.set_color(frame.color_type);
    encoder.set_depth(frame.bit_depth);
    encoder.set_compression(png::Compression::High);
    if let Some(palette) = &info.palette {
        encoder.set_palette(palette.to_vec());
    }
    if let Some(transparency) = &info.trns {
        encoder.set_trns(chunk_of(transparency, frame.color_type));
    }
    let mut writer = encoder.write_header().map_err(|error| unreadable(&error))?;
    writer
        .write_image_data(&pixels)
        .map_err(|error| unreadable(&error))?;
    writer.finish().map_err(|error| unreadable(&error))?;
    Ok(Checked {
        format: ImageFormat::Png,
        body,
        width: frame.width,
        height: frame.height,
    })
}
