/** Floor 4: records as bytes: the strict decoder and the encoders of JSON and CBOR. */
package io.stillwatch.wire;
