package jacobian.keras.datasets;

import java.util.LinkedHashMap;
import java.util.Map;

/// A JSON object of words and their numbers: `{"the": 1, "caf\u00e9": 2}`.
final class WordIndex {
    private final String text;
    private int at;

    WordIndex(String text) {
        this.text = text;
    }

    Map<String, Integer> read() {
        var numbers = new LinkedHashMap<String, Integer>();
        expect('{');
        if (peek() == '}') {
            return numbers;
        }
        do {
            var word = word();
            expect(':');
            numbers.put(word, number());
        } while (next() == ',');
        at--;
        expect('}');
        return numbers;
    }

    private String word() {
        expect('"');
        var word = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char sign = text.charAt(at++);
            word.append(sign == '\\' ? escaped() : sign);
        }
        expect('"');
        return word.toString();
    }

    private char escaped() {
        char sign = at < text.length() ? text.charAt(at++) : ' ';
        return switch (sign) {
            case 'u' -> {
                if (at + 4 > text.length()) {
                    throw damaged();
                }
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> sign;
        };
    }

    private int number() {
        peek();
        int from = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw damaged();
        }
        return Integer.parseInt(text.substring(from, at));
    }

    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            throw damaged();
        }
        return text.charAt(at);
    }

    private char next() {
        char sign = peek();
        at++;
        return sign;
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw damaged();
        }
    }

    private IllegalArgumentException damaged() {
        return new IllegalArgumentException(
                "the index of words is damaged at character " + at + ": fetch the file anew");
    }
}
