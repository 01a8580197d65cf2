/** What benches need to know of the module that only the module itself sees. */
@org.jspecify.annotations.NullMarked
package dev.kinora.watching;
