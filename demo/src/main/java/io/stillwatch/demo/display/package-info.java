/** What a person at the terminal sees of a demonstration, and the picture that stays. */
package io.stillwatch.demo.display;
